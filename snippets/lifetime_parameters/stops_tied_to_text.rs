//@ compiles
//@ heap allocs=0
//@ fixes stops_tied_to_reader
struct Stops<'t> {
    rest: &'t str,
}

impl<'t> Stops<'t> {
    fn next(&mut self) -> &'t str {
        let (stop, rest) =
            self.rest.split_once(';').unwrap_or((self.rest, ""));
        self.rest = rest;
        stop
    }
}

fn main() {
    let mut stops = Stops { rest: "Harbour;Museum;Market" };
    let first = stops.next();
    let second = stops.next();
    println!("{first}, then {second}");
}
