// Records a turnstile in Rust, as examples/turnstile does in C++. The one argument is the file for the trace.
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
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
        let mut out = File::create(file)?;
        let pid = std::process::id();
        writeln!(out, "{{\"trestle\":1,\"node\":{},\"pid\":{pid},\"started\":{}}}", quoted(node), now())?;
        Ok(Tracer { node: node.into(), clock: BTreeMap::new(), out })
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
