//@ error
struct Line {
    terminus: String,
}

impl Line {
    fn stop_or_terminus<'a>(&self, stop: &'a str) -> &'a str {
        if stop.is_empty() { &self.terminus } else { stop } //~ ERROR lifetime may not live long enough
    }
}

fn main() {
    let line = Line { terminus: String::from("Harbour") };
    println!("{}", line.stop_or_terminus(""));
}
