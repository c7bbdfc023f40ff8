//@ compiles
struct Account {
    owner: String,
    entries: Vec<i32>,
    open: bool,
}

fn main() {
    let mut account = Account { owner: String::from("Ada"), entries: vec![1], open: true };
    let suffix = String::from("!");
    let mut write = || {
        account.owner.push('a');
        account.entries.push(suffix.len() as i32);
    };
    write();
    println!("{}", account.open);
    let take = move || (account.owner, account.entries, suffix);
    println!("{}", account.open);
    let (owner, entries, suffix) = take();
    println!("{owner}{suffix} {entries:?}");
    account.owner = owner;
}
