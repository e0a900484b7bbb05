"""A replicated queue that speaks the RRMQ API and breaks its promises, in Python's own library.

It is here to be caught. The leader is the lowest node that answers the others; it tells its
followers of every change and does not wait for a majority of them, nobody keeps anything on disk,
and nobody compares what he has with the others. As long as nothing fails it works. Cut its links
or kill its leader, and messages are lost or given out twice.

    mqctl cluster up -f examples/programs/naive.yaml

Usage: naive.py CONFIG.json INDEX
"""

import json
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PING_SECONDS = 0.1
PEER_TIMEOUT_SECONDS = 0.3
GONE_SECONDS = 1.0


class Node:
    """What this node knows: its queues, and who leads."""

    def __init__(self, addresses, index):
        self.index = index
        self.peers = {i: a for i, a in enumerate(addresses) if i != index}
        self.lock = threading.Lock()
        self.topics = {}
        self.term = 0
        self.leads = False

    def watch(self):
        """Leads while no lower node answers, each time in a term that it has not heard of."""
        lower = [peer for peer in self.peers if peer < self.index]
        heard = time.monotonic()
        while True:
            if any(self.ask(peer, "/ping", {}) for peer in lower):
                heard = time.monotonic()
            leads = not lower or time.monotonic() - heard > GONE_SECONDS
            with self.lock:
                if leads and not self.leads:
                    self.term += 1
                self.leads = leads
            time.sleep(PING_SECONDS)

    def ask(self, peer, path, body):
        """Whether a peer has answered."""
        address = self.peers[peer]
        host = address["ip"].removeprefix("http://")
        url = f"http://{host}:{address['internal_port']}{path}"
        data = json.dumps({"term": self.term, **body}).encode()
        try:
            with urllib.request.urlopen(url, data, timeout=PEER_TIMEOUT_SECONDS) as answer:
                term = json.load(answer)["term"]
        except (OSError, ValueError):
            return False
        with self.lock:
            self.term = max(self.term, term)
        return True

    def tell(self, change):
        """Tells all followers at once, and does not mind who hears it."""
        tellers = [
            threading.Thread(target=self.ask, args=(peer, "/change", change)) for peer in self.peers
        ]
        for teller in tellers:
            teller.start()
        for teller in tellers:
            teller.join()

    def apply(self, change):
        """Makes a change and returns the status and what else there is to answer."""
        topic = change["topic"]
        with self.lock:
            if change["do"] == "create":
                if topic in self.topics:
                    return 409, {}
                self.topics[topic] = []
                return 201, {}
            queue = self.topics.get(topic)
            if queue is None:
                return 404, {}
            if change["do"] == "put":
                queue.append(change["message"])
                return 201, {}
            if not queue:
                return 404, {}
            return 200, {"message": queue.pop(0)}

    def lead(self, change):
        """A client's change: made here, told to the others, and acknowledged at once."""
        if not self.leads:
            return 503, {}
        status, answer = self.apply(change)
        if status < 300:
            self.tell(change)
        return status, answer


class Handler(BaseHTTPRequestHandler):
    """Answers JSON and keeps quiet about it."""

    protocol_version = "HTTP/1.1"
    node = None

    def log_message(self, format, *args):
        pass

    def body(self):
        length = int(self.headers.get("Content-Length") or 0)
        return json.loads(self.rfile.read(length) or b"{}")

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def result(self, status, more):
        self.answer(status, {"success": status < 300, **more})


class Clients(Handler):
    """The RRMQ API, and nothing else: any other path or method is an error."""

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path).path
        node = self.node
        if path == "/status":
            role = "Leader" if node.leads else "Follower"
            self.answer(200, {"role": role, "term": node.term})
        elif path == "/topic" and node.leads:
            self.result(200, {"topics": list(node.topics)})
        elif path == "/topic":
            self.result(503, {})
        elif path.startswith("/message/"):
            topic = urllib.parse.unquote(path.removeprefix("/message/"))
            self.result(*node.lead({"do": "get", "topic": topic}))
        else:
            self.result(404, {})

    def do_PUT(self):
        try:
            body = self.body()
            if self.path == "/topic":
                change = {"do": "create", "topic": body["topic"]}
            elif self.path == "/message":
                change = {"do": "put", "topic": body["topic"], "message": body["message"]}
            else:
                self.result(404, {})
                return
        except (ValueError, KeyError, TypeError):
            self.result(400, {})
            return
        self.result(*self.node.lead(change))


class Peers(Handler):
    """What the nodes say to each other."""

    def do_POST(self):
        body = self.body()
        with self.node.lock:
            self.node.term = max(self.node.term, body.pop("term"))
        if self.path == "/change":
            self.node.apply(body)
        self.answer(200, {"term": self.node.term})


def main():
    with open(sys.argv[1], encoding="utf-8") as config:
        addresses = json.load(config)["addresses"]
    index = int(sys.argv[2])
    own = addresses[index]
    host = own["ip"].removeprefix("http://")
    Handler.node = Node(addresses, index)
    for port, handler in ((own["internal_port"], Peers), (own["port"], Clients)):
        server = ThreadingHTTPServer((host, port), handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
    Handler.node.watch()


if __name__ == "__main__":
    main()
