# Servers and a proxy for the compared hub. A server behaves as its user option "environment" says:
#   prompt (or nothing)  answers at once
#   held                 answers 503 until its file "go-<user>" is there
#   crashing             fails while it starts
import os

from jupyterhub.proxy import Proxy
from jupyterhub.spawner import Spawner
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler


class Answer(RequestHandler):
    def initialize(self, held, token):
        self.held, self.token = held, token

    def get(self):
        self.set_status(503 if self.held() else 200)
        self.write(self.token if self.request.path.endswith("/token") else {"version": "0"})


class StandInSpawner(Spawner):
    stand_in = None

    async def start(self):
        manner = (self.user_options or {}).get("environment", "prompt")
        if manner == "crashing":
            raise RuntimeError("the kernel is missing")
        go = os.path.join(os.environ["DIFFERENTIAL_FOLDER"], "go-" + self.user.name)
        held = (lambda: not os.path.exists(go)) if manner == "held" else (lambda: False)
        sockets = bind_sockets(0, "127.0.0.1")
        self.stand_in = HTTPServer(Application([(r"/.*", Answer, {"held": held, "token": self.api_token})]))
        self.stand_in.add_sockets(sockets)
        return "127.0.0.1", sockets[0].getsockname()[1]

    async def poll(self):
        return None if self.stand_in else 0

    async def stop(self, now=False):
        if self.stand_in:
            self.stand_in.stop()
            self.stand_in = None


class DictProxy(Proxy):
    should_start = False

    def __init__(self, **traits):
        super().__init__(**traits)
        self.routes = {}

    async def add_route(self, routespec, target, data):
        self.routes[routespec] = {"routespec": routespec, "target": target, "data": {**data, "jupyterhub": True}}

    async def delete_route(self, routespec):
        self.routes.pop(routespec, None)

    async def get_all_routes(self):
        # A real proxy says when each was last used.
        for route in self.routes.values():
            if route["routespec"].startswith("/user/"):
                route["data"]["last_activity"] = "2026-01-01T00:00:00.000Z"
        # Atoll's proxy leads to no services yet.
        return {spec: route for spec, route in self.routes.items() if not spec.startswith("/services/")}
