//@ error E0308
struct Parcel {
    grams: u32,
}

fn send(parcel: Parcel) -> u32 {
    parcel.grams / 100
}

fn main() {
    let parcel = Box::new(Parcel { grams: 1500 });
    println!("{} kr", send(parcel)); //~ E0308
}
