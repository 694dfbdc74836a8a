# SPDX-License-Identifier: Apache-2.0
"""The user of Locust in the comparison. The imports at the start take a second, which is not counted as CPU per request."""
import time

from locust import FastHttpUser, events, task

cpu_at_start = 0.0


class Peer(FastHttpUser):
    @task
    def checks_the_status(self):
        self.client.get("/json")


@events.test_start.add_listener
def remember(environment, **kwargs):
    global cpu_at_start
    cpu_at_start = time.process_time()


@events.quitting.add_listener
def tell(environment, **kwargs):
    total = environment.stats.total
    cpu = (time.process_time() - cpu_at_start) * 1000
    print(f"peer: {total.num_requests} requests, {total.num_failures} failures, {cpu:.0f} ms")
