//@ error E0382
fn route(parcel: String, abroad: bool) -> Vec<String> {
    let mut plane = Vec::new();
    if abroad {
        plane.push(parcel);
    }
    if !abroad {
        println!("by truck: {parcel}"); //~ E0382
    }
    plane
}

fn main() {
    println!("by plane: {:?}", route(String::from("Rome"), true));
}
