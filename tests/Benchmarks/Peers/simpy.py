"""The workloads as SimPy 2 processes. `simpy.py WORKLOAD` prints one line: workload, units, seconds.

The clock of the processor runs from the end of a warm-up to the end of the simulation.
"""
import random
import sys
import time

from SimPy.Simulation import (
    Process, Resource, Simulation, Store, get, hold, passivate, put, release, request)

simulation = Simulation()
store = Store(sim=simulation)
lock = Resource(capacity=1, sim=simulation)
draw = random.Random(42).expovariate
units = 0


def start(body, *arguments):
    process = Process(sim=simulation)
    simulation.activate(process, body(process, *arguments))
    return process


def arrivals(self):
    while True:
        yield hold, self, draw(0.9)
        yield put, self, store, [self]


def server(self):
    global units
    while True:
        yield get, self, store, 1
        yield hold, self, draw(1)
        units += 1


def arrivals_of_processes(self):
    while True:
        yield hold, self, draw(0.9)
        start(customer)


def customer(self):
    global units
    yield request, self, lock
    yield hold, self, draw(1)
    yield release, self, lock
    units += 1


def player(self, others, wake_ups):
    """Two wake each other, all at the instant 2."""
    global units
    yield hold, self, 2
    other = next(each for each in others if each is not self)
    while units < wake_ups:
        units += 1
        simulation.reactivate(other)
        yield passivate, self


def visitor(self):
    global units
    while True:
        yield request, self, lock
        yield hold, self, draw(1)
        yield release, self, lock
        units += 1
        yield hold, self, draw(1 / 800)


def sleeper(self):
    global units
    while True:
        yield hold, self, draw(1)
        units += 1


def stopwatch(self, warmup):
    global units_before, begin
    yield hold, self, warmup
    units_before, begin = units, time.perf_counter()


warmup = 1  # simulated seconds
workload = sys.argv[1] if len(sys.argv) > 1 else ''
if workload == 'a':  # M/M/1, load 0.9; unit: customer
    end = 50_000
    start(arrivals)
    start(server)
elif workload == 'a2':  # the same, with a process for each customer
    end = 50_000
    start(arrivals_of_processes)
elif workload == 'b':  # unit: wake-up
    end = 3
    players = []
    players += [start(player, players, 200_000), start(player, players, 200_000)]
elif workload == 'c':  # a lock that 1 000 want, saturated; unit: loop
    warmup = 5_000
    end = warmup + 40_000
    for _ in range(1_000):
        start(visitor)
elif workload in ('d-1k', 'd-100k'):  # delays; unit: expiry
    processes = 1_000 if workload == 'd-1k' else 100_000
    end = warmup + 200_000 / processes
    for _ in range(processes):
        start(sleeper)
else:
    sys.exit('usage: simpy.py a|a2|b|c|d-1k|d-100k')

start(stopwatch, warmup)
simulation.simulate(until=end)
print(workload, units - units_before, f'{time.perf_counter() - begin:.6f}')
