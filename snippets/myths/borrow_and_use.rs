//@ error E0382
fn main() {
    let order = String::from("two teas");
    let kitchen = order;
    println!("{order}"); //~ ERROR borrow of moved value: `order`
    let waiter = kitchen;
    let bill = kitchen; //~ ERROR use of moved value: `kitchen`
    println!("{waiter} {bill}");
}
