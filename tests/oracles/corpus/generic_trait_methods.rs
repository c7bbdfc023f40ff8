//@ compiles
trait Describe {
    fn name(&self) -> String;
    fn describe(&self) -> String {
        let name = self.name();
        format!("<{name}>")
    }
    fn consume(self) -> String
    where
        Self: Sized,
    {
        self.describe()
    }
}
struct Cat {
    name: String,
}
impl Describe for Cat {
    fn name(&self) -> String {
        self.name.clone()
    }
}
impl<T: Describe> Describe for Option<T> {
    fn name(&self) -> String {
        match self {
            Some(inner) => inner.name(),
            None => String::from("none"),
        }
    }
}
fn show<T>(things: Vec<T>) -> usize
where
    T: Describe,
{
    let count = things.len();
    for thing in things {
        println!("{}", thing.consume());
    }
    count
}

fn main() {
    let cat = Cat { name: String::from("Tom") };
    println!("{}", show(vec![Some(cat), None]));
}
