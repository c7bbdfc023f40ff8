//@ error E0499 E0502
struct Log<'a> {
    lines: Vec<&'a str>,
}

impl<'a> Log<'a> {
    fn add(&'a mut self, line: &'a str) {
        self.lines.push(line);
    }
}

fn main() {
    let mut log = Log { lines: Vec::new() };
    log.add("doors open");
    log.add("doors closed"); //~ E0499
    println!("{:?}", log.lines); //~ E0502
}
