using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>The frame that all charts share: title and subtitle on top, then the chart, its legend, and the small print.</summary>
sealed class Frame
{
    readonly Style style;
    readonly Legend legend;
    readonly IReadOnlyList<string> title;
    readonly IReadOnlyList<string> subtitle;
    readonly IReadOnlyList<string> smallPrint;

    /// <summary>Lays the frame out; a chart gets what the words leave.</summary>
    public Frame(Caption caption, IReadOnlyList<LegendEntry> entries, Style style)
    {
        this.style = style;
        var (width, height) = (style.Width / style.Scale - 2 * style.Margin, style.Height / style.Scale - 2 * style.Margin);
        if (!style.ShowsCaption) caption = new("", "", "");
        title = Wording.Wrap(caption.Title, width, style.TitleSize, maxLines: 2, bold: true);
        subtitle = Wording.Wrap(caption.Subtitle, width, style.TextSize, maxLines: 3);
        smallPrint = Wording.Wrap(caption.SmallPrint, width, style.SmallSize, maxLines: 2);
        legend = new Legend(entries, width, style);

        Title = Row(style.Margin, title.Count * style.TitleSize * 1.25f);
        Subtitle = Row(Title.Bottom, subtitle.Count * style.TextSize * 1.4f);
        var printHeight = smallPrint.Count * style.SmallSize * 1.3f;
        SmallPrint = Row(style.Margin + height - printHeight, printHeight);
        Legend = Row(SmallPrint.Top - style.TextSize * 0.4f - legend.Height, legend.Height);
        var top = Subtitle.Bottom + style.TextSize * 0.7f;
        Content = Row(top, Legend.Top - style.TextSize * 0.5f - top);

        SKRect Row(float y, float tall) => new(style.Margin, y, style.Margin + width, y + tall);
    }

    public SKRect Title { get; }
    public SKRect Subtitle { get; }
    public SKRect Content { get; }
    public SKRect Legend { get; }
    public SKRect SmallPrint { get; }

    public void Draw(Pen pen)
    {
        for (var i = 0; i < title.Count; i++)
            pen.Write(title[i], Title.Left, Title.Top + (i + 0.8f) * style.TitleSize * 1.25f, style.TitleSize, Palette.Text, bold: true);
        for (var i = 0; i < subtitle.Count; i++)
            pen.Write(subtitle[i], Subtitle.Left, Subtitle.Top + (i + 0.85f) * style.TextSize * 1.4f, style.TextSize, Palette.SmallText);
        for (var i = 0; i < smallPrint.Count; i++)
            pen.Write(smallPrint[i], SmallPrint.Right, SmallPrint.Top + (i + 0.85f) * style.SmallSize * 1.3f, style.SmallSize,
                Palette.SmallText, align: SKTextAlign.Right);
        legend.Draw(pen, Legend);
    }
}
