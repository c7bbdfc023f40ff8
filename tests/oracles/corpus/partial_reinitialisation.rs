//@ compiles
struct Trip {
    from: String,
    to: String,
    stops: Vec<String>,
}

fn main() {
    let mut trip = Trip { from: String::from("Oslo"), to: String::from("Rome"), stops: vec![] };
    let start = trip.from;
    trip.from = String::from("Bergen");
    let stops = trip.stops;
    trip.stops = stops.into_iter().rev().collect();
    let whole = trip;
    println!("{start} {} {} {}", whole.from, whole.to, whole.stops.len());
}
