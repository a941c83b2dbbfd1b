using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Channels;

/// Copies into a shared memory and out of it take time, and who comes between gets what is half old, half new.
public sealed class LawsOfTornReads
{
    // A copy takes 1 µs for each KiB.
    static readonly Costs costs = CostProfiles.Free with { MemoryKiB = 1.Us };

    readonly Machine machine = new(new Simulation(), cpus: 3, new Fcfs(), costs);
    readonly SharedMemory ledger;
    readonly Variable seen;
    readonly List<string> said = [];

    public LawsOfTornReads()
    {
        ledger = new(machine, 64.KiB, "ledger");
        seen = new(machine, "seen");
        machine.Log = line => said.Add(line);
    }

    void Start(string name, params Operation[] main) =>
        machine.Start(machine.Process(name), name, new Program(name, [new Attach(ledger), .. main]), isMain: true);

    Write Writes(int kibibytes, long value) => new(ledger, kibibytes.KiB, value: value);
    Operation[] Reads(int kibibytes) =>
        [new Read(ledger, kibibytes.KiB, value: seen), new Log(new Phrase(("", seen)))];

    // What a line says behind the time and the thread.
    IEnumerable<string> Said => said.Select(line => line[(line.LastIndexOf(' ') + 1)..]);

    [Theory]
    // The write begins at 10 µs and takes 4 µs; the read begins and takes:
    [InlineData(5, 5, "0")] // It ends when the write begins, and before it in that instant: all is old.
    [InlineData(5, 6, "-1")] // The write begins before it ends.
    [InlineData(12, 1, "-1")] // It is within the write.
    [InlineData(9, 9, "-1")] // The write is within it.
    [InlineData(13, 5, "-1")] // The write ends after it has begun.
    [InlineData(14, 5, "1")] // The write has just ended.
    [InlineData(20, 5, "1")]
    public void A_read_is_torn_if_a_write_is_under_way_meanwhile(int begins, int takes, string expected)
    {
        Start("reader", [new Sleep(begins.Us), .. Reads(takes)]);
        Start("writer", new Sleep(10.Us), Writes(4, value: 1));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        Said.ShouldBe([expected]);
        ledger.Torn.ShouldBe(expected == "-1" ? 1 : 0);
    }

    [Fact]
    public void Reads_of_several_at_once_disturb_nobody()
    {
        Start("writer", Writes(2, 1));
        foreach (var name in (string[])["one", "other"]) Start(name, [new Sleep(3.Us), .. Reads(4)]);
        machine.Run();
        Said.ShouldBe(["1", "1"]);
    }

    [Fact]
    public void Writes_that_overlap_leave_a_mixture_until_one_is_alone()
    {
        Start("one", Writes(4, 1), new Sleep(6.Us), Writes(2, 3)); // 0 to 4, 10 to 12
        Start("two", new Sleep(3.Us), Writes(4, 2)); // 3 to 7
        Start("reader", [new Sleep(8.Us), .. Reads(1), new Sleep(4.Us), .. Reads(1)]); // 8, 13
        machine.Run();
        Said.ShouldBe(["-1", "3"]);
        (ledger.Torn, ledger.Reads, ledger.Writes, ledger.Read, ledger.Written).ShouldBe((1, 2, 3, 2048, 10 * 1024));
    }

    [Fact]
    public void Who_dies_half_way_leaves_a_mixture()
    {
        var dying = machine.Process("dying");
        machine.Start(dying, "writer", new Program("writer", new Attach(ledger), Writes(9, 1)));
        machine.Start(dying, "killer", new Program("killer", new Sleep(5.Us), new Crash()));
        Start("reader", [new Sleep(6.Us), .. Reads(1), Writes(1, 2), .. Reads(1)]);
        machine.Run();
        Said.ShouldBe(["-1", "2"]);
    }

    [Fact]
    public void Who_reads_nothing_reads_nothing_torn()
    {
        Start("writer", Writes(4, 1));
        Start("reader", [new Sleep(1.Us), .. Reads(0)]);
        machine.Run();
        (ledger.Torn, ledger.Reads).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData(2, 1)] // The writer has 0 to 2 and 4 to 6, the reader 2 to 4 and 6 to 8.
    [InlineData(4, 0)] // One after the other.
    public void On_one_CPU_the_loss_of_it_tears_a_read(int quantum, int torn)
    {
        var single = new Machine(new Simulation(), cpus: 1, new RoundRobin(quantum.Us), costs);
        var book = new SharedMemory(single, 4.KiB);
        foreach (var (name, copy) in (ReadOnlySpan<(string, Operation)>)
            [("writer", new Write(book, 4.KiB)), ("reader", new Read(book, 4.KiB))])
            single.Start(single.Process(name), name, new Program(name, new Attach(book), copy));
        single.Run().At.ShouldBe(Instant.Start + 8.Us);
        book.Torn.ShouldBe(torn);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_semaphore_keeps_reads_whole(bool isGuarded)
    {
        var door = machine.Add("door", new IpcSemaphore(permits: 1));
        Operation Guarded(params Operation[] body) => isGuarded ? new With(door, body) : new Repeat(1, body);
        Start("writer", new Repeat(200, [Guarded(Writes(3, 1)), new Sleep(7.Us)]));
        Start("reader", new Repeat(200, [Guarded([new Read(ledger, 3.KiB)]), new Sleep(4.Us)]));
        machine.Run();
        if (isGuarded) ledger.Torn.ShouldBe(0);
        else ledger.Torn.ShouldBeGreaterThan(50);
        ledger.Reads.ShouldBe(200);
    }

    [Fact]
    public void Random_copies_and_deaths_tear_what_a_naive_look_at_all_intervals_says()
    {
        var (torn, whole) = (0, 0);
        foreach (var seed in Cases.Seeds(300))
        {
            var copies = new RandomCopies(seed);
            copies.ReadsOfKernel().ShouldBe(copies.ReadsOfNaiveLook(), $"seed {seed}");
            (torn, whole) = (torn + copies.Torn, whole + copies.Whole);
        }
        Math.Min(torn, whole).ShouldBeGreaterThan(300);
    }
}
