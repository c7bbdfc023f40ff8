//@ error E0382
fn main() {
    let parcel = Some(String::from("book"));
    let Some(content) = parcel else {
        return;
    };
    println!("{content}");
    println!("{}", parcel.is_some());
}
