using System.Globalization;
using Timeslice.Des;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>
/// What clients and workers wrote down of random conversations is held against a naive stream: a list of bytes.
/// </summary>
public sealed class LawsOfConversations
{
    const int Reset = -104;

    [Fact]
    public void Bytes_come_in_order_and_once_up_to_the_end_or_a_reset()
    {
        var (compared, resets, ends, lost) = (0L, 0, 0, 0L);
        foreach (var seed in Cases.Seeds(600))
        {
            var conversations = new RandomConversations((int)seed);
            conversations.Run().Reason.ShouldBe(EndReason.Done, conversations.ToString());
            var shop = conversations.Shop;
            (shop.Written - shop.Read - shop.BytesLost, shop.Level).ShouldBe((0, 0), conversations.ToString());
            lost += shop.BytesLost;
            conversations.World.Machines.SelectMany(machine => machine.Processes)
                .ShouldAllBe(process => process.Handles.Count == 0);
            conversations.World.Network.OnTheWay.ShouldBe(0);
            foreach (var (client, worker) in Pairs(conversations.Lines))
            {
                var isFar = conversations.IsFar;
                compared += Compare(client, worker, isFar, $"{conversations}: to worker", ref resets, ref ends);
                compared += Compare(worker, client, isFar, $"{conversations}: to client", ref resets, ref ends);
            }
        }
        compared.ShouldBeGreaterThan(5_000);
        resets.ShouldBeGreaterThan(50);
        ends.ShouldBeGreaterThan(100);
        lost.ShouldBeGreaterThan(1_000);
    }

    /// One direction. Returns how many bytes were compared.
    static long Compare(Talk writer, Talk reader, bool isFar, string where, ref int resets, ref int ends)
    {
        var (stream, certain) = Stream(writer);
        var (at, wasReset) = (reader.Greeted, false);
        foreach (var (time, words) in reader.Lines.Where(line => line.Words[0] == "read"))
        {
            var (n, value, wanted) = (int.Parse(words[1]), int.Parse(words[2]), int.Parse(words[3]));
            if (n > 0)
            {
                n.ShouldBeLessThanOrEqualTo(wanted, where);
                (at + n).ShouldBeLessThanOrEqualTo(stream.Count, where);
                value.ShouldBe(stream[at], where);
                at += n;
            }
            if (n is 0 or Reset) writer.Ends.ShouldBeLessThanOrEqualTo(time, where);
            if (n == Reset) (wasReset, resets) = (true, resets + 1);
            if (n != 0 || wasReset) continue;
            // Over the network, what the writer has not sent when it is killed with unread bytes is lost, and a reader
            // who shut down may have been told of the end before.
            if (!isFar) at.ShouldBeGreaterThanOrEqualTo(certain, where);
            ends++;
        }
        return at;
    }

    /// The bytes that were written, each as its write's value, as far as that is certain and as it may be.
    static (List<int> Bytes, int Certain) Stream(Talk writer)
    {
        var bytes = new List<int>();
        var begun = (Bytes: 0, Value: 0);
        if (writer.IsClient) bytes.AddRange(Enumerable.Repeat(0, RandomConversations.Greeting));
        foreach (var (_, words) in writer.Lines)
        {
            if (words[0] == "writes") begun = (int.Parse(words[1]), int.Parse(words[2]));
            if (words[0] != "wrote") continue;
            bytes.AddRange(Enumerable.Repeat(begun.Value, Math.Max(0, int.Parse(words[1]))));
            begun = default;
        }
        var certain = bytes.Count;
        bytes.AddRange(Enumerable.Repeat(begun.Value, begun.Bytes));
        return (bytes, certain);
    }

    /// The two sides of each connection on which the client was greeted.
    static IEnumerable<(Talk Client, Talk Worker)> Pairs(List<string> lines)
    {
        var talks = new Dictionary<string, Talk>();
        var (clients, workers) = (new Dictionary<int, Talk>(), new List<(int Client, Talk Talk)>());
        foreach (var line in lines)
        {
            var split = line.IndexOf(": ", StringComparison.Ordinal);
            var head = line[..split].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var (time, name, words) = (TimeOf(head[0]), string.Join(' ', head[1..]), line[(split + 2)..].Split(' '));
            if (words[0] == "begins") talks[name] = new(name.Contains("client"));
            var talk = talks[name];
            talk.Lines.Add((time, words));
            if (words[0] == "greets") clients[int.Parse(words[1])] = talk;
            if (words[0] != "greeted") continue;
            talk.Greeted = Math.Max(0, int.Parse(words[1]));
            if (talk.Greeted == RandomConversations.Greeting) workers.Add((int.Parse(words[2]), talk));
        }
        return workers.Where(one => clients.ContainsKey(one.Client)).Select(one => (clients[one.Client], one.Talk));
    }

    static double TimeOf(string text)
    {
        var digits = text.TakeWhile(c => char.IsDigit(c) || c == '.').Count();
        return double.Parse(text[..digits], CultureInfo.InvariantCulture)
            * text[digits..] switch { "ns" => 1, "us" => 1e3, "ms" => 1e6, _ => 1e9 };
    }

    /// What one side did.
    sealed class Talk(bool isClient)
    {
        public bool IsClient => isClient;
        public int Greeted { get; set; }
        public List<(double Time, string[] Words)> Lines { get; } = [];

        /// The instant from which it writes no more: it said so, or it was killed, which it cannot say.
        public double Ends => Lines.Where(line => line.Words[0] is "shuts" or "ends").Select(line => line.Time)
            .DefaultIfEmpty(Lines[^1].Time).Min();
    }
}
