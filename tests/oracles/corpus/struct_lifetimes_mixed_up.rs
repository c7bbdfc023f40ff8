//@ error
struct Pair<'l, 'r> { left: &'l str, right: &'r str }
impl<'l, 'r> Pair<'l, 'r> {
    fn swap(self) -> Pair<'l, 'r> {
        let kept = self.right;
        Pair { left: kept, right: self.left } //~ ERROR lifetime may not live long enough
        //~^ ERROR lifetime may not live long enough
    }
}
fn main() { println!("{}", Pair { left: "l", right: "r" }.swap().left); }
