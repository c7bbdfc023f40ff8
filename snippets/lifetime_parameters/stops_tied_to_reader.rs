//@ error E0499
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
    let first = stops.next();
    let second = stops.next(); //~ E0499
    println!("{first}, then {second}");
}
