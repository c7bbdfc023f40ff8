//@ compiles
//@ fixes take_from_shared
struct Table {
    guest: String,
    seats: u32,
}

fn guest_of(table: &Table) -> String {
    table.guest.to_owned()
}

fn main() {
    let guest = String::from("Ada");
    let table = Table { guest, seats: 4 };
    println!("{} at {}", guest_of(&table), table.seats);
}
