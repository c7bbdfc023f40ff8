//@ compiles
//@ fixes method_says_shared
struct Log {
    lines: Vec<String>,
}

impl Log {
    fn add(&mut self, line: &str) {
        self.lines.push(line.to_string());
    }
}

fn main() {
    let mut log = Log { lines: vec![] };
    log.add("started");
    println!("{}", log.lines.len());
}
