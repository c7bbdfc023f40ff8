//@ compiles
//@ fixes stops_tied_to_reader
struct Stops<'t> {
    rest: &'t str,
}

impl Stops<'_> {
    fn next(&mut self) -> &str {
        let (stop, rest) =
            self.rest.split_once(';').unwrap_or((self.rest, ""));
        self.rest = rest;
        stop
    }
}

fn main() {
    let mut stops = Stops { rest: "Harbour;Museum;Market" };
    let first = stops.next().to_string();
    let second = stops.next();
    println!("{first}, then {second}");
}
