//@ error E0502
//@ edition 2018
struct Account {
    owner: String,
    entries: Vec<i32>,
}

fn main() {
    let mut account = Account { owner: String::from("Ada"), entries: vec![1] };
    let mut deposit = |amount| account.entries.push(amount);
    println!("{}", account.owner);
    deposit(2);
}
