namespace Timeslice.Tests.Cli;

/// `timeslice list` and the reference page come from the same classes that read scenarios.
public class ListLaws
{
    [Fact]
    public void The_reference_page_is_up_to_date() =>
        Command.Run("list", "--markdown").Output.ShouldBe(File.ReadAllText(Command.File("scenarios/REFERENCE.md")),
            "write it anew: dotnet run --project cli -- list --markdown > scenarios/REFERENCE.md");

    [Fact]
    public void Every_kind_and_every_option_says_what_it_means()
    {
        var catalog = Timeslice.Cli.Scenarios.Catalog();
        foreach (var kind in catalog.Families.SelectMany(catalog.Kinds))
        {
            kind.Summary.ShouldNotBeEmpty(kind.Name);
            foreach (var option in kind.Options) option.Summary.ShouldNotBeEmpty($"{kind.Name}.{option.Name}");
        }
        foreach (var section in catalog.Sections)
        {
            section.Summary.ShouldNotBeEmpty(section.Path);
            foreach (var option in section.Options) option.Summary.ShouldNotBeEmpty($"{section.Path}.{option.Name}");
        }
    }

    [Fact]
    public void Sections_are_explained_as_kinds_are()
    {
        Command.Run("list").Output.ShouldContain("sections\n  cpus ");
        var thread = Command.Run("list", "thread").Output;
        foreach (var key in (string[])["nice", "affinity", "release", "group"]) thread.ShouldContain($"\n    {key} ");
    }

    [Fact]
    public void Words_of_which_one_is_chosen_are_explained_one_by_one() =>
        Command.Run("list", "per-cpu").Output.ShouldContain("`node`: Its last one, or an idle one of the same node");

    [Fact]
    public void An_unknown_kind_is_refused_with_the_nearest() =>
        Command.Run("list", "shceduler").Errors.ShouldContain("did you mean `scheduler`?");

    [Fact]
    public void A_word_with_several_meanings_is_explained_in_all_of_them()
    {
        var list = Command.Run("list", "lock").Output;
        foreach (var meaning in (string[])["mutex  (lock)", "(metric)", "(operation)"]) list.ShouldContain(meaning);
    }
}
