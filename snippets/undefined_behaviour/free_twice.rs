//@ error E0382
fn main() {
    let buffer = String::from("lamp: 40 W");
    let spare = buffer;
    drop(spare);
    drop(buffer); //~ E0382
}
