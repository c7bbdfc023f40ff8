//@ compiles
//@ fixes self_wins
struct Line {
    terminus: String,
}

impl Line {
    fn stop_or_terminus<'a>(&'a self, stop: &'a str) -> &'a str {
        if stop.is_empty() { &self.terminus } else { stop }
    }
}

fn main() {
    let line = Line { terminus: String::from("Harbour") };
    println!("{}", line.stop_or_terminus(""));
}
