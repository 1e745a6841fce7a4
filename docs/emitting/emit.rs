// Records a turnstile in Rust, as examples/turnstile does in C++. The one argument is the file for the trace.
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::time::{SystemTime, UNIX_EPOCH};

/// Writes a trace of one node (docs/formats/trace.md). Share it behind a Mutex: its order is the trace's.
struct Tracer {
    node: String,
    clock: BTreeMap<String, u64>,
    out: File,
}

fn now() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(|d| d.as_nanos()).unwrap_or(0)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if (c as u32) < 0x20 => out += &format!("\\u{:04x}", c as u32),
            c => out.push(c),
        }
    }
    out + "\""
}

impl Tracer {
    fn new(node: &str, file: &str) -> io::Result<Tracer> {
        let out = OpenOptions::new().read(true).append(true).create(true).open(file)?;
        let mut tracer = Tracer { node: node.into(), clock: BTreeMap::new(), out };
        tracer.go_on()?;
        let pid = std::process::id();
        let header = format!("{{\"trestle\":1,\"node\":{},\"pid\":{pid},\"started\":{}}}\n", quoted(node), now());
        tracer.out.write_all(header.as_bytes())?;
        Ok(tracer)
    }

    /// A process that is started again goes on behind the last whole line of the one before.
    fn go_on(&mut self) -> io::Result<()> {
        let mut bytes = Vec::new();
        self.out.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        self.out.set_len(whole as u64)?;
        let text = String::from_utf8_lossy(&bytes[..whole]);
        // As event() writes it; within a string the quotes would be escaped.
        let clock = |line: &'_ str| Some(line.split_once(",\"clock\":{\"")?.1.split_once("},\"time\":")?.0.to_string());
        let last = text.lines().rev().find_map(clock).unwrap_or_default();
        for (name, count) in last.split(",\"").filter_map(|entry| entry.rsplit_once("\":")) {
            let name = name.replace("\\\"", "\"").replace("\\\\", "\\");
            self.clock.insert(name, count.parse().unwrap_or(0));
        }
        Ok(())
    }

    /// `params` and `after` (what was observed of variables after the step): names, and values as JSON.
    fn event(&mut self, name: &str, params: &[(&str, String)], after: &[(&str, String)]) -> io::Result<()> {
        let own = self.clock.entry(self.node.clone()).or_insert(0);
        *own += 1;
        let seq = *own;
        let (name, node, clock) = (quoted(name), quoted(&self.node), self.stamp());
        let mut line = format!("{{\"event\":{name},\"node\":{node},\"seq\":{seq},\"clock\":{clock},\"time\":{}", now());
        if !params.is_empty() {
            let list: Vec<_> = params.iter().map(|(k, v)| format!("{}:{v}", quoted(k))).collect();
            line += &format!(",\"params\":{{{}}}", list.join(","));
        }
        if !after.is_empty() {
            let list: Vec<_> = after.iter().map(|(k, v)| format!("{{\"var\":{},\"value\":{v}}}", quoted(k))).collect();
            line += &format!(",\"after\":[{}]", list.join(","));
        }
        // One write without a buffer: the operating system has it, and it survives the process.
        self.out.write_all((line + "}\n").as_bytes())
    }

    /// Travels with a message.
    fn stamp(&self) -> String {
        let list: Vec<_> = self.clock.iter().map(|(k, v)| format!("{}:{v}", quoted(k))).collect();
        format!("{{{}}}", list.join(","))
    }

    /// Before the event that handles the message.
    #[allow(dead_code)]
    fn receive(&mut self, stamp: &BTreeMap<String, u64>) {
        for (node, count) in stamp {
            let own = self.clock.entry(node.clone()).or_insert(0);
            *own = (*own).max(*count);
        }
    }
}

fn main() -> io::Result<()> {
    let file = std::env::args().nth(1).expect("the file for the trace");
    let mut tracer = Tracer::new("gate", &file)?;
    let (mut paid, mut passed) = (0, 0);
    for coin in [true, false, true, false] {
        if coin {
            paid += 1;
            tracer.event("Pay", &[], &[("paid", paid.to_string())])?;
        } else {
            passed += 1;
            tracer.event("Pass", &[], &[("passed", passed.to_string())])?;
        }
    }
    Ok(())
}
