//@ compiles
//@ fixes push_through_shared
fn reservation(name: &str) -> String {
    name.trim().to_owned()
}

fn main() {
    let mut guests = vec![String::from("Ada")];
    guests.push(reservation(" Grace "));
    println!("{guests:?}");
}
