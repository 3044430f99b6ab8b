"""Shared by the benches: stores of their own, the service as a process, its figures from /proc, tables, bar charts."""
import http.client
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
JAR = HOME / "target/quarkus-app/quarkus-run.jar"
TICKS = os.sysconf("SC_CLK_TCK")
# The options of Dockerfile.jvm, in a container of 512 MB.
MEMORY = ["-XX:MaxRAM=512m", "-XX:MaxRAMPercentage=40", "-Xms32m", "-XX:+UseSerialGC"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def tool(name, package):
    """The path of a program, which is in that package of Debian."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = shutil.which(name) or (str(debian[-1]) if debian else None)
    if path is None:
        raise SystemExit(f"{name} is needed: apt install {package}")
    return path




class Stores:
    """A PostgreSQL and a Redis in a temporary directory, with default settings except for their ports."""

    def __init__(self, **redis_environment):
        self.redis_environment = os.environ | redis_environment

    def __enter__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="phone-auth-bench"))
        self.postgres_port, self.redis_port = free_port(), free_port()
        self.postgres_user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self._start_postgres()
        self.redis = subprocess.Popen(
            [tool("redis-server", "redis-server"), "--port", str(self.redis_port), "--save", "", "--dir", self.directory],
            stdout=subprocess.DEVNULL, env=self.redis_environment)
        return self

    def __exit__(self, *failure):
        self.redis.terminate()
        self._postgres("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.directory, ignore_errors=True)

    def environment(self):
        return {
            "QUARKUS_DATASOURCE_REACTIVE_URL": f"postgresql://127.0.0.1:{self.postgres_port}/postgres",
            "QUARKUS_DATASOURCE_USERNAME": "bench",
            "QUARKUS_DATASOURCE_PASSWORD": "bench",
            "QUARKUS_REDIS_HOSTS": f"redis://127.0.0.1:{self.redis_port}",
        }

    def psql(self, sql):
        return self._postgres_client("psql", "-qAtc", sql).strip()

    def pgbench(self, *arguments):
        return self._postgres_client("pgbench", *arguments)

    def redis_lines(self, *arguments, stdin=None):
        return subprocess.run(
            [tool("redis-cli", "redis-tools"), "-p", str(self.redis_port), *arguments],
            input=stdin, capture_output=True, text=True, check=True).stdout.splitlines()

    def _start_postgres(self):
        self.data = self.directory / "postgres"
        if os.getuid() == 0:
            shutil.chown(self.directory, self.postgres_user)
        self._postgres("initdb", "-D", self.data, "-A", "trust", "-U", "bench")
        options = f"-p {self.postgres_port} -k {self.directory} -c max_connections=200"
        self._postgres("pg_ctl", "-D", self.data, "-l", self.directory / "postgres.log", "-w", "-o", options, "start")

    def _postgres(self, name, *arguments):
        """PostgreSQL does not run as root."""
        as_user = ["runuser", "-u", self.postgres_user, "--"] if os.getuid() == 0 else []
        subprocess.run([*as_user, tool(name, "postgresql"), *map(str, arguments)], check=True,
                       stdout=subprocess.DEVNULL, cwd="/")

    def _postgres_client(self, name, *arguments):
        client = [tool(name, "postgresql"), "-h", "127.0.0.1", "-p", str(self.postgres_port), "-U", "bench"]
        return subprocess.run([*client, *arguments, "postgres"] if name == "pgbench" else [*client, "-d", "postgres", *arguments],
                              check=True, capture_output=True, text=True).stdout


class Service:
    """The service in the demo profile, or that of the settings, started with the given command. Its output goes to a file, as
    a container's does."""

    def __init__(self, command, stores, **settings):
        self.port, self.management_port = free_port(), free_port()
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("QUARKUS_", "PHONE_AUTH_"))}
        environment |= stores.environment() | {
            "QUARKUS_PROFILE": "demo",
            "QUARKUS_HTTP_PORT": str(self.port),
            "QUARKUS_MANAGEMENT_PORT": str(self.management_port),
            "QUARKUS_SHUTDOWN_DELAY": "0S",
            # Stores, service and client share a machine, so a slow answer of a store is not an outage.
            "PHONE_AUTH_STORE_TIMEOUT": "5S",
        } | settings
        # Opened to append, because the process shares the file position, which printed() rewinds.
        self.output = tempfile.TemporaryFile("a+")
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [*map(str, command)], env=environment, stdout=self.output, stderr=subprocess.STDOUT)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.stop()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def first_200(self, path, management=False, patience=120):
        """Milliseconds from the start of the process to the first 200."""
        port = self.management_port if management else self.port
        while time.monotonic() < self.started + patience:
            if self.process.poll() is not None:
                raise SystemExit(f"the service ended:\n{self.printed()}")
            try:
                if get(port, path) == 200:
                    return (time.monotonic() - self.started) * 1000
            except OSError:
                pass
            time.sleep(0.001)
        raise SystemExit("the service does not answer")

    def printed(self):
        self.output.seek(0)
        return self.output.read()

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_mib(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise SystemExit("the service is gone")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def table(head, rows):
    """Prints a table in Markdown."""
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(map(len, column)) for column in zip(*cells)]
    lines = ["| " + " | ".join(
        cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths))) + " |"
        for row in cells]
    rule = "|" + "|".join("-" * (width + 2) if i == 0 else "-" * (width + 1) + ":" for i, width in enumerate(widths)) + "|"
    print("\n".join([lines[0], rule, *lines[1:]]), flush=True)


def bars(path, title, unit, values):
    """Draws (label, value) pairs as horizontal bars, readable on light and dark pages."""
    row, left, wide = 30, 220, 420
    longest = max(value for _, value in values)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + wide + 120}" height="{60 + row * len(values)}" '
             f'font-family="sans-serif" font-size="14" role="img"><title>{title}</title>',
             f'<text x="10" y="26" font-size="16" font-weight="bold" fill="#888">{title}</text>']
    for i, (label, value) in enumerate(values):
        y, length = 48 + row * i, max(2, wide * value / longest)
        parts.append(f'<text x="{left - 10}" y="{y + 15}" text-anchor="end" fill="#888">{label}</text>'
                     f'<rect x="{left}" y="{y}" width="{length:.0f}" height="20" rx="3" fill="#4695eb"/>'
                     f'<text x="{left + length + 8:.0f}" y="{y + 15}" fill="#888">{value:,.0f} {unit}</text>')
    Path(path).write_text("\n".join([*parts, "</svg>\n"]))
    print(f"drawn: {path}")
