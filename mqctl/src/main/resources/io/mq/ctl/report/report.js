'use strict';
// Times are in milliseconds since the run began. An operation is
// [lane, from, to, what, topic, value, node, error, process, wrong], as ReportData writes it.

const data = JSON.parse(document.getElementById('data').textContent);
const COLOURS = {
  put: '#2563eb', get: '#0d9488', empty: '#9ca3af', create: '#64748b',
  refused: '#f59e0b', unknown: '#a855f7', wrong: '#dc0000', leader: '#1e293b', down: '#cbd5e1',
  fault: '#f97316',
};
const text = (id, value) => { document.getElementById(id).textContent = value; };
const ms = (value) => (value >= 1000 ? (value / 1000).toFixed(3) + ' s' : value.toFixed(2) + ' ms');

function words(op) {
  const [, from, to, what, topic, value, node, error, process] = op;
  const act = {
    put: 'put ' + value + ' to ', get: 'got ' + value + ' from ', empty: 'found nothing in ',
    create: 'create ', refused: 'refused: ' + (value === null ? 'get from ' : 'put ' + value + ' to '),
    unknown: 'outcome unknown: ' + (value === null ? 'get from ' : 'put ' + value + ' to '),
  }[what] + topic;
  return process + ' ' + act + (node ? ' on ' + node : '') + '<br>' + ms(from) + ' to ' + ms(to)
    + (error ? '<br>' + error.replace(/</g, '&lt;') : '');
}

function bands(from, to) {
  return {
    type: 'custom', silent: true, data: [], renderItem() {},
    markArea: {
      silent: true,
      itemStyle: { color: 'rgba(249,115,22,0.16)' },
      label: { show: false },
      data: data.faults.filter((f) => f.to >= from && f.from <= to)
        .map((f) => [{ xAxis: Math.max(f.from, from) }, { xAxis: Math.min(f.to, to) }]),
    },
  };
}

function bar(height) {
  return (params, api) => {
    const start = api.coord([api.value(1), api.value(0)]);
    const end = api.coord([api.value(2), api.value(0)]);
    const tall = api.size([0, 1])[1] * height;
    const shape = echarts.graphic.clipRectByRect(
      { x: start[0], y: start[1] - tall / 2, width: Math.max(end[0] - start[0], 1.5), height: tall },
      params.coordSys);
    return shape && { type: 'rect', shape, style: api.style() };
  };
}

function item(lane, from, to, colour, tip, label) {
  return { value: [lane, from, to], tip, text: label || '', itemStyle: { color: colour } };
}

function labelled(height) {
  const draw = bar(height);
  return (params, api) => {
    const rect = draw(params, api);
    const label = rect && rows[params.seriesId][params.dataIndex].text;
    if (rect && label && rect.shape.width > label.length * 6) {
      rect.textContent = { style: { text: label, fill: '#fff', fontSize: 10 } };
      rect.textConfig = { position: 'inside' };
    }
    return rect;
  };
}
const rows = {};

function chart(id, height, option) {
  const element = document.getElementById(id);
  element.style.height = height + 'px';
  const made = echarts.init(element, null, { renderer: 'canvas' });
  made.setOption({ animation: false, ...option });
  window.addEventListener('resize', () => made.resize());
  return made;
}

const timeAxis = (from, to) => ({
  type: 'value', min: from, max: to,
  axisLabel: { formatter: (v) => (to - from > 5000 ? (v / 1000).toFixed(1) + ' s' : v.toFixed(1) + ' ms') },
});

const kinds = [...new Set(data.faults.map((f) => f.kind))].sort();

function faultItems(first, from, to) {
  return data.faults.filter((f) => f.to >= from && f.from <= to)
    .map((f) => item(first + kinds.indexOf(f.kind), f.from, f.to, COLOURS.fault,
      f.kind + ': ' + f.nodes + ' ' + f.detail + '<br>' + ms(f.from) + ' to ' + ms(f.to), f.nodes));
}

function nodeItems(first, from, to) {
  const items = [];
  for (const l of data.leaders) {
    if (l.to >= from && l.from <= to) {
      items.push(item(first + data.nodes.indexOf(l.node), Math.max(l.from, from), Math.min(l.to, to),
        COLOURS.leader, l.node + ' leads term ' + l.term, 'term ' + l.term));
    }
  }
  for (const d of data.away) {
    if (d.to >= from && d.from <= to) {
      items.push(item(first + data.nodes.indexOf(d.node), d.from, d.to, COLOURS.down,
        d.node + ' is ' + d.condition, ''));
    }
  }
  return items;
}

function gantt(id, lanes, ops, from, to, label) {
  const first = lanes.length;
  const names = [...lanes, ...data.nodes, ...kinds];
  rows[id + '-nodes'] = nodeItems(first, from, to);
  rows[id + '-faults'] = faultItems(first + data.nodes.length, from, to);
  rows[id + '-ops'] = ops.map((op) => item(op[0], op[1], op[2], op[9] ? COLOURS.wrong : COLOURS[op[3]],
    words(op), label ? label(op) : ''));
  const series = (name, draw, z) => ({
    id: id + '-' + name, type: 'custom', renderItem: draw, encode: { x: [1, 2], y: 0 }, clip: true,
    progressive: 0, data: rows[id + '-' + name], z,
  });
  return chart(id, 90 + names.length * 22, {
    grid: { left: 90, right: 20, top: 10, bottom: 70 },
    tooltip: { formatter: (p) => p.data && p.data.tip },
    xAxis: timeAxis(from, to),
    yAxis: { type: 'category', data: names, inverse: false, axisTick: { show: false }, splitLine: { show: true } },
    dataZoom: [{ type: 'slider', xAxisIndex: 0, filterMode: 'weakFilter', bottom: 10 },
      { type: 'inside', xAxisIndex: 0, filterMode: 'weakFilter' }],
    series: [
      bands(from, to),
      series('nodes', labelled(0.7), 2),
      series('faults', labelled(0.8), 2),
      series('ops', label ? labelled(0.75) : bar(0.75), 3),
    ],
  });
}

function violation() {
  if (data.violation.length === 0) {
    return;
  }
  document.getElementById('violation-section').hidden = false;
  const lanes = [...new Set(data.violation.map((op) => op[8]))];
  const ops = data.violation.map((op) => [lanes.indexOf(op[8]), ...op.slice(1)]);
  const low = Math.min(...ops.map((op) => op[1]));
  const high = Math.max(...ops.map((op) => op[2]));
  const room = Math.max((high - low) * 0.05, 1);
  gantt('violation', lanes, ops, Math.max(0, low - room), high + room, (op) => ({
    put: 'put ' + op[5], get: 'got ' + op[5], empty: 'nothing', create: 'create',
    refused: 'refused', unknown: 'unknown' }[op[3]]));
}

function throughput() {
  const seconds = Math.ceil(data.end / 1000) + 1;
  const bins = { done: [], refused: [], unknown: [] };
  Object.values(bins).forEach((bin) => { for (let i = 0; i < seconds; i++) bin.push([i * 1000, 0]); });
  data.perSecond.forEach(([second, done, refused, unknown]) => {
    if (second < seconds) {
      bins.done[second][1] = done;
      bins.refused[second][1] = refused;
      bins.unknown[second][1] = unknown;
    }
  });
  const line = (name, colour) => ({ name, type: 'line', step: 'end', symbol: 'none', data: bins[name],
    lineStyle: { color: colour, width: 1.5 }, itemStyle: { color: colour } });
  chart('throughput', 240, {
    legend: { top: 0 }, tooltip: { trigger: 'axis' },
    grid: { left: 90, right: 20, top: 30, bottom: 30 },
    xAxis: timeAxis(0, data.end), yAxis: { type: 'value', name: 'operations/s' },
    series: [bands(0, data.end), line('done', COLOURS.put), line('refused', COLOURS.refused),
      line('unknown', COLOURS.unknown)],
  });
}

function latency() {
  const points = (what, colour) => ({
    name: what, type: 'scatter', symbolSize: 3, progressive: 0, itemStyle: { color: colour, opacity: 0.6 },
    data: data.operations.filter((op) => op[3] === what && op[2] > op[1])
      .map((op) => [op[1], Math.max(op[2] - op[1], 0.01)]),
  });
  chart('latency', 280, {
    legend: { top: 0 }, tooltip: {},
    grid: { left: 90, right: 20, top: 30, bottom: 30 },
    xAxis: timeAxis(0, data.end), yAxis: { type: 'log', name: 'ms' },
    series: [bands(0, data.end), points('put', COLOURS.put), points('get', COLOURS.get),
      points('empty', COLOURS.empty), points('refused', COLOURS.refused)],
  });
}

function page() {
  text('verdict', data.verdict);
  document.getElementById('verdict').className = data.verdict;
  text('run', data.run);
  text('reason', data.reason);
  text('evidence', data.evidence.join('\n'));
  text('command', data.command);
  text('schedule', data.schedule);
  text('sampled', data.sampled ? 'Too many operations to draw: one in ' + data.sampled
    + ' is shown, and all of the violation.' : '');
  const table = document.getElementById('counts');
  for (const [name, value] of data.counts) {
    const row = table.insertRow();
    row.insertCell().textContent = name;
    row.insertCell().textContent = value;
  }
  const legend = document.getElementById('legend');
  for (const [name, colour] of [['put', 'put'], ['get', 'get'], ['found nothing', 'empty'],
    ['refused', 'refused'], ['outcome unknown', 'unknown'], ['part of the violation', 'wrong'],
    ['leader', 'leader'], ['down or paused', 'down'], ['fault', 'fault']]) {
    const key = document.createElement('span');
    key.className = 'key';
    key.style.background = COLOURS[colour];
    legend.append(key, name);
  }
  violation();
  gantt('timeline', data.lanes, data.operations, 0, data.end, null);
  throughput();
  latency();
}

page();
