//@ compiles
//@ fixes field_moved
#[derive(Debug)]
struct Trip {
    from: String,
    to: String,
}

fn main() {
    let trip = Trip { from: "Bern".into(), to: "Thun".into() };
    let end = &trip.to;
    println!("{end} {trip:?}");
}
