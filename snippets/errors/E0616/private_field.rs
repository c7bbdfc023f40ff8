//@ error E0616
mod till {
    #[derive(Default)]
    pub struct Till {
        sum: u32,
    }
}

fn main() {
    let till = till::Till::default();
    println!("{}", till.sum); //~ E0616
}
