using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>
/// The frame that all charts share: title and subtitle on top, then the chart, its legend, and the small print.
/// </summary>
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
        var (width, height) = (style.Width / style.Scale - 2 * style.Margin,
            style.Height / style.Scale - 2 * style.Margin);
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
        Lines(title, Title, style.TitleSize, 1.25f, Palette.Text, bold: true);
        Lines(subtitle, Subtitle, style.TextSize, 1.4f, Palette.SmallText);
        Lines(smallPrint, SmallPrint, style.SmallSize, 1.3f, Palette.SmallText, align: SKTextAlign.Right);
        legend.Draw(pen, Legend);

        void Lines(
            IReadOnlyList<string> lines, SKRect area, float size, float spacing, Ink ink, bool bold = false,
            SKTextAlign align = SKTextAlign.Left)
        {
            var x = align == SKTextAlign.Left ? area.Left : area.Right;
            for (var i = 0; i < lines.Count; i++)
                pen.Write(lines[i], x, area.Top + (i + 0.83f) * size * spacing, size, ink, bold, align);
        }
    }
}
