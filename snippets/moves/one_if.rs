//@ compiles
//@ fixes two_ifs
fn route(parcel: String, abroad: bool) -> Vec<String> {
    let mut plane = Vec::new();
    if abroad {
        plane.push(parcel);
    } else {
        println!("by truck: {parcel}");
    }
    plane
}

fn main() {
    println!("by plane: {:?}", route(String::from("Rome"), true));
}
