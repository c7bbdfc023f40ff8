//@ compiles
struct Account {
    owner: String,
    entries: Vec<i32>,
    open: bool,
}

fn main() {
    let mut account = Account { owner: String::from("Ada"), entries: vec![1], open: true };
    let mut deposit = |amount| account.entries.push(amount);
    println!("{} {}", account.owner, account.open);
    deposit(2);
    deposit(3);
    let take_owner = move || account.owner;
    println!("{:?}", account.entries);
    println!("{}", take_owner());
}
