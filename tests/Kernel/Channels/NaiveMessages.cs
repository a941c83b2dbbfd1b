namespace Timeslice.Tests.Kernel.Channels;

/// What mq_overview(7) and msgop(2) say of a plan, with lists that are looked through, and without a kernel.
sealed class NaiveMessages(MessagePlan plan)
{
    readonly bool[] isDead = new bool[MessagePlan.Processes];
    readonly Queue?[] open = new Queue?[MessagePlan.Processes];
    readonly List<Waiting> waiting = [];
    readonly List<Queue> all = plan.Exists ? [new()] : [];
    Queue? named;

    public List<string>[] Told { get; } = [.. Enumerable.Range(0, 6).Select(_ => new List<string>())];
    public long Sent, Received, Lost, Most, Left, LeftBytes;

    public NaiveMessages Run()
    {
        named = all.FirstOrDefault();
        foreach (var step in plan.Steps)
        {
            GiveUp(step.At);
            if (isDead[step.Process] || step.Deed != MessageDeed.Exit && waiting.Exists(one => one.Is(step))) continue;
            Do(step);
            Forget();
        }
        if (named is not null) (Left, LeftBytes) = (named.Messages.Count, named.Messages.Sum(each => each.Bytes));
        return this;
    }

    void GiveUp(int now)
    {
        foreach (var late in waiting.Where(one => one.Until < now).OrderBy(one => one.Until).ToList())
        {
            waiting.Remove(late);
            Tell(late.Step, late.Until, -110);
            Forget();
        }
    }

    void Do(MessageStep step)
    {
        switch (step.Deed)
        {
            case MessageDeed.Send or MessageDeed.Receive: Call(step); break;
            case MessageDeed.Open: Open(step); break;
            case MessageDeed.Close when !plan.IsSystemV && open[step.Process] is not null:
                open[step.Process] = null;
                Tell(step, step.At, 0);
                break;
            case MessageDeed.Close: Tell(step, step.At, -9); break;
            case MessageDeed.Remove: Remove(step); break;
            case MessageDeed.Exit:
                isDead[step.Process] = true;
                waiting.RemoveAll(one => one.Step.Process == step.Process);
                open[step.Process] = null;
                break;
        }
    }

    void Open(MessageStep step)
    {
        if (!plan.IsSystemV && open[step.Process] is not null) return;
        if (named is null && !step.Creates) Tell(step, step.At, -2);
        else if (named is not null && step is { Creates: true, Excludes: true }) Tell(step, step.At, -17);
        else
        {
            if (named is null) all.Add(named = new());
            open[step.Process] = named;
            Tell(step, step.At, 1);
        }
    }

    void Remove(MessageStep step)
    {
        var its = named;
        named = null;
        if (plan.IsSystemV)
            foreach (var each in waiting.ToList())
            {
                waiting.Remove(each);
                Tell(each.Step, step.At, -43);
            }
        Tell(step, step.At, its is null ? -2 : 0);
    }

    // What has no name is there as long as somebody has it open or is in a call with it; one of System V no longer.
    void Forget()
    {
        foreach (var queue in all)
        {
            if (queue == named || open.Contains(queue) && !plan.IsSystemV) continue;
            if (waiting.Exists(one => one.Queue == queue)) continue;
            Lost += queue.Messages.Count;
            queue.Messages.Clear();
        }
    }

    void Call(MessageStep step)
    {
        var queue = plan.IsSystemV ? named : open[step.Process];
        var isSend = step.Deed == MessageDeed.Send;
        long? answer = queue is null ? plan.IsSystemV ? -22 : -9
            : isSend && (plan.IsSystemV ? step.Rank < 1 : step.Rank < 0) ? -22
            : isSend && step.Bytes > plan.Longest ? plan.IsSystemV ? -22 : -90
            : !isSend && !plan.IsSystemV && step.Bytes < plan.Longest ? -90
            : null;
        if (answer is { } error) Tell(step, step.At, error);
        else if (isSend ? HasRoom(queue!, step) : Due(queue!, step) is not null)
        {
            if (isSend) Send(queue!, step, step.At);
            else Take(queue!, step);
        }
        else if (step.MustNotBlock) Tell(step, step.At, isSend || !plan.IsSystemV ? -11 : -42);
        else waiting.Add(new(step, queue!, step.At + step.Patience ?? int.MaxValue));
    }

    bool HasRoom(Queue queue, MessageStep send) => plan.IsSystemV
        ? queue.Messages.Sum(each => each.Bytes) + send.Bytes <= plan.MostBytes && queue.Messages.Count < plan.MostBytes
        : queue.Messages.Count < plan.MostMessages;

    void Send(Queue queue, MessageStep send, int now)
    {
        Sent++;
        Tell(send, now, 0);
        var receivers = waiting.Where(one => one.Queue == queue && one.Step.Deed == MessageDeed.Receive);
        foreach (var (receiver, _, _) in receivers.ToList())
        {
            if (plan.IsSystemV && !Suits(receiver, send.Rank)) continue;
            waiting.RemoveAll(one => one.Step == receiver);
            if (Give(receiver, send, now)) return;
        }
        queue.Messages.Add(send);
        Most = Math.Max(Most, Sent - Received - Lost);
    }

    void Take(Queue queue, MessageStep receive)
    {
        var due = Due(queue, receive)!;
        if (!Give(receive, due, receive.At)) return;
        queue.Messages.Remove(due);
        var senders = waiting.Where(one => one.Queue == queue && one.Step.Deed == MessageDeed.Send);
        foreach (var sender in senders.ToList())
            if (HasRoom(queue, sender.Step))
            {
                waiting.Remove(sender);
                Send(queue, sender.Step, receive.At);
            }
    }

    bool Give(MessageStep receiver, MessageStep message, int now)
    {
        var fits = message.Bytes <= receiver.Bytes || plan.IsSystemV && receiver.Which.Truncates;
        if (!fits) Tell(receiver, now, -7);
        else
        {
            Received++;
            Tell(receiver, now, Math.Min(message.Bytes, receiver.Bytes), $" {message.Value} {message.Rank}");
        }
        return fits;
    }

    MessageStep? Due(Queue queue, MessageStep receive)
    {
        if (!plan.IsSystemV) return queue.Messages.OrderByDescending(each => each.Rank).FirstOrDefault();
        var suiting = queue.Messages.Where(each => Suits(receive, each.Rank)).ToList();
        return receive.Which.Type < 0 ? suiting.MinBy(each => each.Rank) : suiting.FirstOrDefault();
    }

    static bool Suits(MessageStep receive, long type) => receive.Which switch
    {
        { Type: 0 } => true,
        { Type: < 0 } => type <= Math.Abs(receive.Which.Type),
        { Except: true } => type != receive.Which.Type,
        _ => type == receive.Which.Type,
    };

    void Tell(MessageStep step, int now, long answer, string what = "") =>
        Told[step.Process * MessagePlan.ThreadsOfEach + step.Thread].Add($"{step.At}: {now} {answer}{what}");

    sealed class Queue
    {
        public List<MessageStep> Messages { get; } = [];
    }

    sealed record Waiting(MessageStep Step, Queue Queue, int Until)
    {
        public bool Is(MessageStep step) => Step.Process == step.Process && Step.Thread == step.Thread;
    }
}
