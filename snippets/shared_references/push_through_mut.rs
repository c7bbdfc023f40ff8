//@ compiles
//@ fixes push_through_shared
fn reserve(guests: &mut Vec<String>, name: &str) {
    guests.push(name.to_owned());
}

fn main() {
    let mut guests = vec![String::from("Ada")];
    reserve(&mut guests, "Grace");
    println!("{guests:?}");
}
