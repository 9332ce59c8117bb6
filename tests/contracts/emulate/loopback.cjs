// Makes every server of this Node process listen on this machine alone.
const net = require("node:net");

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, _host, ...rest) {
  return listen.call(this, port, "127.0.0.1", ...rest);
};
