//@ error E0596
struct Log {
    lines: Vec<String>,
}

impl Log {
    fn add(&self, line: &str) {
        self.lines.push(line.to_string()); //~ E0596
    }
}

fn main() {
    let log = Log { lines: vec![] };
    log.add("started");
    println!("{}", log.lines.len());
}
