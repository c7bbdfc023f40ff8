//@ error E0382
fn main() {
    let data = vec![1];
    let consume = || drop(data);
    consume();
    consume();
}
