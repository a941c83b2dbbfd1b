// The workloads as SimGrid actors. `simgrid WORKLOAD` prints one line: workload, units, seconds. The clock of the
// processor runs from the end of a warm-up to the end of the simulation; building and tearing down do not count.
#include <simgrid/s4u.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>

namespace sg4 = simgrid::s4u;
using sg4::this_actor::sleep_for;

static double exponential(double mean)
{
  static std::mt19937_64 random(42);
  return std::exponential_distribution<double>(1 / mean)(random);
}

int main(int argc, char** argv)
{
  sg4::Engine engine(&argc, argv);
  if (argc < 2) {
    std::fprintf(stderr, "usage: simgrid a|a2|b|c|d-1k|d-100k\n");
    return 2;
  }
  // SimGrid at its fastest: small stacks without guard pages. With them Linux has too few memory maps for d-100k.
  sg4::Engine::set_config("contexts/stack-size:16");
  sg4::Engine::set_config("contexts/guard-size:0");
  auto* zone = sg4::create_full_zone("zone");
  auto* host = zone->create_host("host", 1e9);
  zone->seal();

  const std::string workload = argv[1];
  unsigned long units = 0;
  double warmup = 1, end = 0; // simulated seconds
  const auto start = [&](const std::function<void()>& body) { sg4::Actor::create(workload, host, body); };

  const auto store = sg4::Semaphore::create(0);
  const auto mutex = sg4::Mutex::create();
  const sg4::SemaphorePtr turns[] = {sg4::Semaphore::create(0), sg4::Semaphore::create(0)};
  const auto customer = [&] {
    mutex->lock();
    sleep_for(exponential(1));
    mutex->unlock();
    units++;
  };

  if (workload == "a") { // M/M/1, load 0.9; unit: customer
    end = 200'000;
    start([&] {
      while (true) {
        sleep_for(exponential(1 / 0.9));
        store->release();
      }
    });
    start([&] {
      while (true) {
        store->acquire();
        sleep_for(exponential(1));
        units++;
      }
    });
  } else if (workload == "a2") { // the same, with an actor for each customer
    end = 60'000;
    start([&] {
      while (true) {
        sleep_for(exponential(1 / 0.9));
        start(customer);
      }
    });
  } else if (workload == "b") { // two wake each other, all at the instant 2; unit: wake-up
    end = 3;
    for (int i = 0; i < 2; i++)
      start([&, i] {
        sleep_for(2);
        if (i == 1) turns[1]->acquire();
        while (units < 500'000) {
          units++;
          turns[1 - i]->release();
          turns[i]->acquire();
        }
        turns[1 - i]->release();
      });
  } else if (workload == "c") { // a lock that 1 000 want, saturated; unit: loop
    warmup = 5'000;
    end = warmup + 100'000;
    for (int i = 0; i < 1'000; i++)
      start([&] {
        while (true) {
          customer();
          sleep_for(exponential(800));
        }
      });
  } else if (workload == "d-1k" || workload == "d-100k") { // delays; unit: expiry
    const int actors = workload == "d-1k" ? 1'000 : 100'000;
    end = warmup + 400'000.0 / actors;
    for (int i = 0; i < actors; i++)
      start([&] {
        while (true) {
          sleep_for(exponential(1));
          units++;
        }
      });
  } else {
    std::fprintf(stderr, "simgrid: no workload %s\n", workload.c_str());
    return 2;
  }

  using clock = std::chrono::steady_clock;
  engine.run_until(warmup);
  const auto before = units;
  const auto begin = clock::now();
  engine.run_until(end);
  const std::chrono::duration<double> seconds = clock::now() - begin;
  std::printf("%s %lu %.6f\n", workload.c_str(), units - before, seconds.count());
  std::fflush(stdout);
  std::_Exit(0); // the actors never end
}
