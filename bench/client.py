"""The load: sends prepared requests over connections that stay open, as cheaply as it can.

`python -m bench.client` reads a plan from standard input and answers on standard output, both JSON.
A process of its own, so that it takes no time from the server's.
"""

from __future__ import annotations

import json
import socket
import sys
import time
from dataclasses import asdict, dataclass, field
from threading import Barrier, Thread

RECEIVE = 65_536


@dataclass(kw_only=True, slots=True)
class Plan:
    """For each client its requests, in order, as they go over the wire."""

    host: str
    port: int
    requests: list[list[str]]


@dataclass(kw_only=True, slots=True)
class Run:
    """What came of it: `cpu` are the seconds that the client itself worked."""

    seconds: float
    cpu: float
    statuses: dict[str, int]
    latencies: list[float]
    refused: str


@dataclass(kw_only=True, slots=True)
class _Client:
    statuses: dict[str, int] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    refused: str = ""

    def send_all(self, plan: Plan, requests: list[bytes], start: Barrier) -> None:
        """Send each request when the one before it is answered."""
        with socket.create_connection((plan.host, plan.port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            start.wait()
            for request in requests:
                begun = time.perf_counter()
                connection.sendall(request)
                answer = _receive(connection)
                self.latencies.append(time.perf_counter() - begun)
                self._note(answer)

    def _note(self, answer: bytes) -> None:
        status = answer[9:12].decode("ascii")
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status[0] != "3":
            self.refused = answer[:100_000].decode("utf-8", errors="replace")


def _receive(connection: socket.socket) -> bytes:
    """One whole answer."""
    answer = connection.recv(RECEIVE)
    while (end := answer.find(b"\r\n\r\n")) < 0:
        answer += _receive_more(connection)
    head = answer[:end].lower()
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    while len(answer) < end + 4 + length:
        answer += _receive_more(connection)
    return answer


def _receive_more(connection: socket.socket) -> bytes:
    more = connection.recv(RECEIVE)
    if not more:
        raise ConnectionError("the server hung up")
    return more


def run(plan: Plan) -> Run:
    """Let all clients start at once, and wait for the last."""
    requests = [[text.encode("latin-1") for text in own] for own in plan.requests]
    clients = [_Client() for _ in requests]
    start = Barrier(len(clients) + 1)
    threads = [
        Thread(target=client.send_all, args=(plan, own, start))
        for client, own in zip(clients, requests, strict=True)
    ]
    for thread in threads:
        thread.start()
    worked = time.process_time()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    statuses: dict[str, int] = {}
    for client in clients:
        for status, times in client.statuses.items():
            statuses[status] = statuses.get(status, 0) + times
    return Run(
        seconds=time.perf_counter() - begun,
        cpu=time.process_time() - worked,
        statuses=statuses,
        latencies=sorted(latency for client in clients for latency in client.latencies),
        refused=next((client.refused for client in clients if client.refused), ""),
    )


if __name__ == "__main__":
    json.dump(asdict(run(Plan(**json.load(sys.stdin)))), sys.stdout)
