//@ error E0382 E0505
struct Buf { data: Vec<u8> }
impl Buf {
    fn view(&self) -> &[u8] { &self.data }
    fn into_inner(self) -> Vec<u8> { self.data }
}
fn main() {
    let b = Buf { data: vec![1, 2] };
    let v = b.view();
    let d = b.into_inner();
    println!("{v:?} {d:?}");
    let t = (String::from("a"), String::from("b"));
    let (x, _) = t;
    println!("{x} {}", t.1);
    println!("{:?}", t);
}
