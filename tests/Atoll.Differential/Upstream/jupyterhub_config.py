# The hub that Atoll is compared with: a real JupyterHub whose servers and proxy live in its own process, so that starts take milliseconds.
# What is particular to a run comes as JSON in DIFFERENTIAL: port, bootstrap token, services, roles, custom scopes.
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from stand_ins import DictProxy, StandInSpawner  # noqa: E402

world = json.loads(os.environ["DIFFERENTIAL"])

c = get_config()  # noqa: F821
c.JupyterHub.hub_ip = c.JupyterHub.ip = "127.0.0.1"
c.JupyterHub.port = world["port"] + 1
c.JupyterHub.hub_port = world["port"]
c.JupyterHub.db_url = "sqlite:///:memory:"
c.JupyterHub.cookie_secret = b"0" * 32
c.JupyterHub.log_level = "INFO"
c.JupyterHub.proxy_class = DictProxy
c.JupyterHub.spawner_class = StandInSpawner
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.shutdown_on_logout = False
c.JupyterHub.allow_named_servers = True
c.JupyterHub.admin_access = True
c.JupyterHub.named_server_limit_per_user = world["named_server_limit"]
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": world["slow_seconds"], "slow_stop_timeout": world["slow_seconds"]}
c.JupyterHub.services = world["services"]
c.JupyterHub.custom_scopes = world["custom_scopes"]
c.JupyterHub.load_roles = world["roles"]
c.Authenticator.allow_all = True
c.Authenticator.admin_users = {world["admin"]}
c.DummyAuthenticator.password = world["password"]
c.Spawner.http_timeout = 20
c.Spawner.oauth_client_allowed_scopes = world["server_scopes"]
