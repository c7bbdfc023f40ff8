//@ error E0509
struct Owner { name: String }
impl Drop for Owner { fn drop(&mut self) { println!("bye {}", self.name); } }
fn main() {
    let o = Owner { name: "o".into() };
    let n = o.name;
    println!("{n}");
}
