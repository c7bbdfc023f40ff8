//@ error E0505
struct Parcel {
    label: String,
    weight: u32,
}

fn ship(parcel: Parcel) -> u32 {
    parcel.weight
}

fn main() {
    let parcel = Parcel { label: String::from("to Oslo"), weight: 3 };
    let label = &parcel.label;
    let weight = ship(parcel);
    println!("{label} {weight}");
}
