//@ error E0505 E0515
fn load<'a>() -> (String, &'a str) {
    let page = String::from("# Bread\nFlour.");
    let title = &page[2..7];
    (page, title) //~ E0505
    //~^ E0515
}

fn main() {
    println!("{}", load().1);
}
