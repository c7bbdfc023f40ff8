//@ compiles
struct Parcel(&'static str);

impl Drop for Parcel {
    fn drop(&mut self) {
        println!("{} freed", self.0);
    }
}

fn deliver(parcel: Parcel) {
    println!("{} delivered", parcel.0);
}

fn main() {
    let books = Parcel("books");
    let on_truck = books;
    deliver(on_truck);
    println!("the day ends");
}
