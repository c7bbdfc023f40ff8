//@ error E0596
fn reserve(guests: &Vec<String>, name: &str) {
    guests.push(name.to_owned()); //~ E0596
}

fn main() {
    let mut guests = vec![String::from("Ada")];
    reserve(&guests, "Grace");
    println!("{guests:?}");
}
