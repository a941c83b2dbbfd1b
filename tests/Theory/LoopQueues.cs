using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;

namespace Timeslice.Tests.Theory;

/// What one thread serves, one request after the other, is a queue in order of arrival, whether the thread has a loop,
/// coroutines or neither. Service takes 1 ms on average; times are in ms.
/// That a loop accepts connections first, and reads requests then, changes nothing in the order: all that have come
/// while it was busy are accepted in order of arrival before the first of them is served, and their conversations stand
/// in line in the same order.
public class LoopQueues
{
    public static TheoryData<string> OfOneThread =>
        ["iterative", "event loop", "event loop with helpers", "coroutines", "prefork of one"];

    /// W = 1 / (μ − λ), and the time that 99 of 100 do not exceed is ln 100 / (μ − λ).
    [Theory, MemberData(nameof(OfOneThread))]
    public void Latency_of_one_thread_is_that_of_MM1_in_the_mean_and_of_the_slowest(string architecture)
    {
        var its = Replications.Once(replication => ServerQueues.Run(replication, Made(architecture), 0.6,
            new Compute(new Exponential(1.Ms)), cpus: 1));
        Replications.ShouldAgree(replication => ServerQueues.Latency(its(replication)), 1 / (1 - 0.6));
        Replications.ShouldAgree(
            replication => its(replication).Accounts.Latency.Quantile(0.99) * 1e3, Math.Log(100) / (1 - 0.6));
    }

    /// Pollaczek and Khinchine: W = λ E[S²] / 2 (1 − ρ) + E[S].
    [Theory, MemberData(nameof(OfOneThread))]
    public void Latency_of_one_thread_is_that_of_MG1_in_order_of_arrival(string architecture)
    {
        (RandomDuration Service, double Square)[] laws =
        [
            (1.Ms, 1),
            (new Uniform(Duration.Zero, 2.Ms), 4.0 / 3),
            (new Choice([new Constant(0.5e6), new Constant(5.5e6)], [9, 1]), 0.9 * 0.25 + 0.1 * 30.25),
        ];
        foreach (var (service, square) in laws)
            Replications.ShouldAgree(replication => ServerQueues.Latency(ServerQueues.Run(replication,
                Made(architecture), 0.6, new Compute(service), cpus: 1)), 1 + 0.6 * square / (2 * (1 - 0.6)));
    }

    /// One worker for each CPU, who compute: it is all the same whether a request waits for a worker or for a CPU.
    [Theory]
    [InlineData("prefork")]
    [InlineData("thread pool")]
    [InlineData("thread per connection")]
    [InlineData("process per connection")]
    public void Latency_of_workers_with_a_CPU_each_is_that_of_MMc(string architecture) =>
        Replications.ShouldAgree(replication => ServerQueues.Latency(ServerQueues.Run(replication,
            architecture switch
            {
                "prefork" => new Prefork(3),
                "thread pool" => new ThreadPool(3),
                "thread per connection" => new ThreadPerConnection(),
                _ => new ForkPerConnection(),
            }, 2.4, new Compute(new Exponential(1.Ms)), cpus: 3)), ServerQueues.ErlangC(3, 0.8));

    /// M/G/1-PS: W = E[S] / (1 − ρ) whatever S is; with a quantum of 1 % of the mean service, nearly so.
    [Theory]
    [InlineData("alike")]
    [InlineData("exponential")]
    [InlineData("uniform")]
    public void Threads_that_share_a_CPU_by_turns_take_as_long_whatever_the_law_of_service(string law) =>
        Replications.ShouldAgree(replication => ServerQueues.Latency(ServerQueues.Run(replication,
            new ThreadPerConnection(), 0.6,
            new Compute(law switch
            {
                "alike" => 1.Ms,
                "exponential" => new Exponential(1.Ms),
                _ => new Uniform(Duration.Zero, 2.Ms),
            }), cpus: 1, new RoundRobin(10.Us))), 1 / (1 - 0.6));

    static Architecture Made(string architecture) => architecture switch
    {
        "iterative" => new Iterative(),
        "event loop" => new EventLoop(),
        "event loop with helpers" => new EventLoopWithHelpers(helpers: 2),
        "coroutines" => new CoroutinesArchitecture(),
        _ => new Prefork(1),
    };
}
