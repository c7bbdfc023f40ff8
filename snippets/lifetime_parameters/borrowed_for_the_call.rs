//@ compiles
//@ fixes borrowed_for_good
struct Log<'a> {
    lines: Vec<&'a str>,
}

impl<'a> Log<'a> {
    fn add(&mut self, line: &'a str) {
        self.lines.push(line);
    }
}

fn main() {
    let mut log = Log { lines: Vec::new() };
    log.add("doors open");
    log.add("doors closed");
    println!("{:?}", log.lines);
}
