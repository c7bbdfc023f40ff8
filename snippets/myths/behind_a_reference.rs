//@ error E0507
struct Account {
    owner: String,
}

fn holder(account: &Account) -> String {
    account.owner //~ ERROR cannot move out of `account.owner`
}

fn main() {
    println!("{}", holder(&Account { owner: String::from("Ada") }));
}
