//@ error
struct Line {
    terminus: String,
}

impl Line {
    fn stop_or_terminus(&self, stop: &str) -> &str {
        if stop.is_empty() { &self.terminus } else { stop } //~ ERROR lifetime may not live long enough
    }
}

fn main() {
    let line = Line { terminus: String::from("Harbour") };
    println!("{}", line.stop_or_terminus(""));
}
